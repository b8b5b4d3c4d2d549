/** A picture as small as it is drawn. */
export interface IconImage {
  type: string;
  bytes: Uint8Array;
}

/** The icon of a site ("https://blog.example"), shared by its feeds; without a picture it was asked for in vain. */
export interface IconRow {
  site: string;
  askedAt: number;
  image?: IconImage;
}
