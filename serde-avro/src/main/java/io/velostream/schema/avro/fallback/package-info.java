// SPDX-License-Identifier: Apache-2.0
/** Reading and writing by Avro's own code, within limits, for what compiled code gives up on. */
@NullMarked
package io.velostream.schema.avro.fallback;

import org.jspecify.annotations.NullMarked;
