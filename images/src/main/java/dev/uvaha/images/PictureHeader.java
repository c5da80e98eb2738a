package dev.uvaha.images;

/// What a file says of its picture before any pixel.
///
/// @param format such as `PNG`
/// @param width in pixels, as stored: before a JPEG is turned by its EXIF orientation
public record PictureHeader(String format, int height, int width) {}
