// SPDX-License-Identifier: Apache-2.0
/** The formats and contents of strings that schemas ask for. */
@NullMarked
package io.velostream.schema.json.format;

import org.jspecify.annotations.NullMarked;
