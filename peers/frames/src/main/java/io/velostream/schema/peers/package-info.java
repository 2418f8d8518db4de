// SPDX-License-Identifier: Apache-2.0
/** The serializers of others, in class loaders of their own, and what stands in for AWS Glue. */
@NullMarked
package io.velostream.schema.peers;

import org.jspecify.annotations.NullMarked;
