// SPDX-License-Identifier: Apache-2.0
/** Builds the documentation as a site of static pages from README.md and {@code docs/}. */
@NullMarked
package io.velostream.schema.site;

import org.jspecify.annotations.NullMarked;
