// SPDX-License-Identifier: Apache-2.0
/** Listeners that report events to operators; named by {@code schema.listeners}. */
@NullMarked
package io.velostream.schema.observe;

import org.jspecify.annotations.NullMarked;
