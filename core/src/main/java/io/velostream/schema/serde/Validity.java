// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import org.jspecify.annotations.Nullable;

/**
 * How long a binding is good: until something is invalidated, and where it follows a newest
 * version, until one has moved or its time is over.
 *
 * @param epoch what the resolver knew when the binding was begun
 * @param deadline when to make it anew; null when it follows no newest version
 */
record Validity(Epoch epoch, @Nullable Deadline deadline) {}
