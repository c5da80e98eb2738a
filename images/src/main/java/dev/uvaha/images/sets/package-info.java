/// Labelled pictures by their number: [LabelledPictures] in folders ([ImageFolder]), in the files
/// of MNIST ([IdxFiles]) and of CIFAR ([CifarFiles]), and drawn on demand ([DrawnShapes]).
///
/// Whatever is wrong with files is a [dev.uvaha.images.PictureException] of one line, raised when
/// the set is opened: a folder's files are all looked at, by their beginnings. What only decoding
/// can find, such as a picture that is cut off, is raised with the file's name when it is read.
@NullMarked
package dev.uvaha.images.sets;

import org.jspecify.annotations.NullMarked;
