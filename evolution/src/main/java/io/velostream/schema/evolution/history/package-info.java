// SPDX-License-Identifier: Apache-2.0
/** The versions of a subject as a history: when, who, and what kind of change. */
@NullMarked
package io.velostream.schema.evolution.history;

import org.jspecify.annotations.NullMarked;
