// SPDX-License-Identifier: Apache-2.0
/** What both formats share: options, schemas of records, engines. */
@NullMarked
package io.velostream.schema.flink.format;

import org.jspecify.annotations.NullMarked;
