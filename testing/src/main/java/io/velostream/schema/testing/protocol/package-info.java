// SPDX-License-Identifier: Apache-2.0
/** Values of the REST protocol: JSON, answers, errors, subjects, levels. No I/O, no state. */
@NullMarked
package io.velostream.schema.testing.protocol;

import org.jspecify.annotations.NullMarked;
