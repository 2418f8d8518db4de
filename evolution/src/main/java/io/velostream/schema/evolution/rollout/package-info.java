// SPDX-License-Identifier: Apache-2.0
/** Runs rollouts of schema versions: phases, triggers that pause or roll back, and their state. */
@NullMarked
package io.velostream.schema.evolution.rollout;

import org.jspecify.annotations.NullMarked;
