/** Parameters that say where a reader came from and never which page it is. Names in lower case. */
const TRACKING = new Set(
  [
    // Google, Microsoft, Meta, X, TikTok, LinkedIn, Yandex click identifiers
    'gclid gclsrc dclid gbraid wbraid msclkid fbclid twclid ttclid li_fat_id yclid ymclid igshid igsh srsltid _gl',
    // newsletters and campaigns
    'mc_cid mc_eid _hsenc _hsmi hsctatracking mkt_tok vero_id vero_conv oly_enc_id oly_anon_id __s ck_subscriber_id',
    'bsft_eid bsft_clkid bsft_uid sc_campaign sc_channel sc_content sc_medium sc_outcome sc_geo s_cid ml_subscriber',
    'ml_subscriber_hash nr_email_referer cmpid cmp ncid xtor at_medium at_campaign wt_mc wt_zmc _openstat',
    // feeds and sharing
    'feedname feedtype fb_action_ids fb_action_types fb_ref fb_source action_object_map action_type_map',
    'action_ref_map spm scm rss_source ref_src ref_url soc_src soc_trk',
  ]
    .join(' ')
    .split(' '),
);
const TRACKING_FAMILY = /^(?:utm_|pk_|piwik_|mtm_|matomo_|hsa_|itm_|ga_|stm_|_bta_|trk_)/;

/** Parameters that name a visit. */
const SESSION = new Set(
  'phpsessid jsessionid aspsessionid sessionid session_id s_id zenid oscsid cfid cftoken'.split(' '),
);
/** What a visit's `sid` looks like. A story's, as in "article.pl?sid=24/01/15/1", is short or has parts. */
const VISIT_ID = /^[\da-z]{20,}$/i;

/** `name` in lower case. */
export function isTrackingParameter(name: string): boolean {
  return TRACKING.has(name) || TRACKING_FAMILY.test(name);
}

/** `name` in lower case. */
export function isSessionParameter(name: string, value: string): boolean {
  return SESSION.has(name) || (name === 'sid' && VISIT_ID.test(value));
}
