// SPDX-License-Identifier: Apache-2.0
/** Configuration files: YAML and properties, with variables of Kafka's config providers. */
@NullMarked
package io.velostream.schema.serde.file;

import org.jspecify.annotations.NullMarked;
