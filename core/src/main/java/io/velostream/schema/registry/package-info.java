// SPDX-License-Identifier: Apache-2.0
/** The HTTP client of a schema registry: one fixed chain of transports. */
@NullMarked
package io.velostream.schema.registry;

import org.jspecify.annotations.NullMarked;
