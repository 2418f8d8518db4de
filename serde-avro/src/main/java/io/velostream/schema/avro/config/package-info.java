// SPDX-License-Identifier: Apache-2.0
/** The configuration keys of Avro, and the allow list of classes. */
@NullMarked
package io.velostream.schema.avro.config;

import org.jspecify.annotations.NullMarked;
