/** What browsers ask for themselves, whatever the extension does, and cannot be told to leave; each with its reason. */
const OWN: { host: RegExp; why: string }[] = [
  { host: /^accounts\.google\.com:443$/, why: 'Chromium asks whether somebody is signed in' },
  { host: /^sb-ssl\.google\.com:443$/, why: "Chromium's Safe Browsing looks at a file that is saved" },
  { host: /^update\.googleapis\.com(:443)?$/, why: 'Chromium looks for newer parts of itself' },
  {
    host: /^(firefox\.settings\.services|content-signature-2\.cdn|firefox-settings-attachments\.cdn)\.mozilla\.(com|net):443$/,
    why: 'Firefox looks for newer lists of its own (blocked add-ons, certificates, search engines)',
  },
];

/** Is a host (with its port) one that the browser asks for itself? */
export function isOfBrowser(host: string): boolean {
  return OWN.some((own) => own.host.test(host));
}
