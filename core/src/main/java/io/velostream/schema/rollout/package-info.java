// SPDX-License-Identifier: Apache-2.0
/**
 * Rollouts of schema versions: which version of its subject each record is written in, while an old
 * and a new one are in use.
 */
@NullMarked
package io.velostream.schema.rollout;

import org.jspecify.annotations.NullMarked;
