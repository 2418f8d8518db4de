// SPDX-License-Identifier: Apache-2.0
/** Compiles the keywords of schemas to programs. */
@NullMarked
package io.velostream.schema.json.program.compile;

import org.jspecify.annotations.NullMarked;
