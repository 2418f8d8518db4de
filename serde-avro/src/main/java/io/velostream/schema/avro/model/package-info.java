// SPDX-License-Identifier: Apache-2.0
/** Classes of users as Avro sees them: generic, generated and reflected. */
@NullMarked
package io.velostream.schema.avro.model;

import org.jspecify.annotations.NullMarked;
