// SPDX-License-Identifier: Apache-2.0
/** Immutable settings with builders. Contradictions fail when they are built. */
@NullMarked
package io.velostream.schema.settings;

import org.jspecify.annotations.NullMarked;
