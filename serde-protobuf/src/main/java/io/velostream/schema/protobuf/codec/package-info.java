// SPDX-License-Identifier: Apache-2.0
/** The codec of Protobuf messages: generated classes and dynamic messages. */
@NullMarked
package io.velostream.schema.protobuf.codec;

import org.jspecify.annotations.NullMarked;
