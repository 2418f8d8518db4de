// SPDX-License-Identifier: Apache-2.0
/** What happened, told sideways: events, their listener, and a snapshot of the counters. */
@NullMarked
package io.velostream.schema.event;

import org.jspecify.annotations.NullMarked;
