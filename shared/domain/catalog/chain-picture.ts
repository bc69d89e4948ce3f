/** Most bytes a picture of a product may have where a chain keeps it: it comes to every register inside a fact, as base64. */
export const MOST_PICTURE_BYTES = 74_000;
