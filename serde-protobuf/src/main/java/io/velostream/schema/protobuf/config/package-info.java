// SPDX-License-Identifier: Apache-2.0
/** Configuration keys of the Protobuf serdes. */
@NullMarked
package io.velostream.schema.protobuf.config;

import org.jspecify.annotations.NullMarked;
