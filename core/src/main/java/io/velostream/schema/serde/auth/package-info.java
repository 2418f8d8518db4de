// SPDX-License-Identifier: Apache-2.0
/** Credentials and TLS settings of the registry, as Kafka configures them. */
@NullMarked
package io.velostream.schema.serde.auth;

import org.jspecify.annotations.NullMarked;
