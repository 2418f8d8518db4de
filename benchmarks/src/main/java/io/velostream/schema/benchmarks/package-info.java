// SPDX-License-Identifier: Apache-2.0
/** What the serializers cost beside code written by hand for one type, and beside others. */
@NullMarked
package io.velostream.schema.benchmarks;

import org.jspecify.annotations.NullMarked;
