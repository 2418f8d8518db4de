// SPDX-License-Identifier: Apache-2.0
/** Transforms the records of a topic into another topic, each exactly once. */
@NullMarked
package io.velostream.schema.evolution.migration;

import org.jspecify.annotations.NullMarked;
