// SPDX-License-Identifier: Apache-2.0
/** Formats and contents of strings. */
@NullMarked
package io.velostream.schema.json.format;

import org.jspecify.annotations.NullMarked;
