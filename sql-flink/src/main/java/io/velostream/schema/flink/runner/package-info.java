// SPDX-License-Identifier: Apache-2.0
/** A program that runs a file of statements. */
@NullMarked
package io.velostream.schema.flink.runner;

import org.jspecify.annotations.NullMarked;
