// SPDX-License-Identifier: Apache-2.0
/** The configuration keys: names, defaults, checks, aliases. */
@NullMarked
package io.velostream.schema.serde.config;

import org.jspecify.annotations.NullMarked;
