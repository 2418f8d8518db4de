// SPDX-License-Identifier: Apache-2.0
/** The REST protocol: requests, responses, errors and messages, without I/O. */
@NullMarked
package io.velostream.schema.registry.protocol;

import org.jspecify.annotations.NullMarked;
