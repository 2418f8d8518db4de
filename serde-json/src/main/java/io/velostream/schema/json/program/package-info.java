// SPDX-License-Identifier: Apache-2.0
/**
 * Schemas turned into programs, once, so that values are judged token by token as they stream by,
 * and become trees only where a keyword looks at them twice. Gives the verdicts of the
 * specification. Internal to the JSON serializer.
 */
@NullMarked
package io.velostream.schema.json.program;

import org.jspecify.annotations.NullMarked;
