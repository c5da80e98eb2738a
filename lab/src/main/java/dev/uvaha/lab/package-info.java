/// The lecture's experiments. Each is an [Experiment]: it states what it expects, runs within a
/// [Study] (how large, which seeds, what is done already), and returns [Findings]: tables, plots,
/// figures with their range over seeds, and verdicts that could have come out the other way.
/// `dev.uvaha.lab.report` writes them as a page, JSON, CSV and SVG.
///
/// A new experiment is one class, named in `dev.uvaha.lab.catalog`.
@NullMarked
package dev.uvaha.lab;

import org.jspecify.annotations.NullMarked;
