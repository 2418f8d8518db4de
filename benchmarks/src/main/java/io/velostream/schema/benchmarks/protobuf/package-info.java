// SPDX-License-Identifier: Apache-2.0
/** Protobuf messages, beside what protobuf-java takes for them. */
@NullMarked
package io.velostream.schema.benchmarks.protobuf;

import org.jspecify.annotations.NullMarked;
