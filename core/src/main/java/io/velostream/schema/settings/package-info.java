// SPDX-License-Identifier: Apache-2.0
/** Immutable settings with builders, which validate them. */
@NullMarked
package io.velostream.schema.settings;

import org.jspecify.annotations.NullMarked;
