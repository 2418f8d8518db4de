// SPDX-License-Identifier: Apache-2.0
/** Dependency graphs as Mermaid, Graphviz DOT and SVG. */
@NullMarked
package io.velostream.schema.evolution.drawing;

import org.jspecify.annotations.NullMarked;
