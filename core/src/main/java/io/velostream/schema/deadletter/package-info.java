// SPDX-License-Identifier: Apache-2.0
/**
 * Records that cannot be read: written to a dead-letter topic, so that they neither block their
 * partition nor are lost, and put back from there.
 */
@NullMarked
package io.velostream.schema.deadletter;

import org.jspecify.annotations.NullMarked;
