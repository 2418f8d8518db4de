// SPDX-License-Identifier: Apache-2.0
/** What happened, told sideways: events, their listener, counters, and snapshots of them. */
@NullMarked
package io.velostream.schema.event;

import org.jspecify.annotations.NullMarked;
