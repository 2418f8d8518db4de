// SPDX-License-Identifier: Apache-2.0
/**
 * Regular expressions as ECMA 262 defines them: parsed, compiled into instructions, and matched
 * with a limit on steps. Internal to the JSON serializer.
 */
@NullMarked
package io.velostream.schema.json.pattern;

import org.jspecify.annotations.NullMarked;
