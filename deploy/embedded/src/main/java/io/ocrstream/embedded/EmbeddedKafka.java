/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.ShareVersion;
import org.apache.kafka.server.quota.ControllerMutationQuota;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Runs real Kafka brokers in this JVM on the loopback address, without encryption by default: one
 * node, or several for failover tests. Each node is broker and controller.
 *
 * <p>Only this class uses internal classes of Kafka, which may change in any version.
 *
 * <p><b>Threading:</b> any; methods are synchronized. <b>Bounds:</b> {@link #MAX_NODES} nodes.
 * <b>Fails:</b> a fatal fault of a broker ends the JVM, as in Kafka's main class.
 */
public final class EmbeddedKafka implements AutoCloseable {
  /** Maximum number of nodes in one JVM. */
  public static final int MAX_NODES = 5;

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final String CLUSTER_ID = "ocr-standalone";
  private static final Set<String> INTERNAL_TOPICS =
      Set.of(
          Topic.GROUP_METADATA_TOPIC_NAME,
          Topic.TRANSACTION_STATE_TOPIC_NAME,
          Topic.SHARE_GROUP_STATE_TOPIC_NAME);
  private static final Duration HANDOVER = Duration.ofSeconds(20);

  private final Path folder;
  private final boolean temporary;
  private final List<Integer> brokerPorts;
  private final List<Integer> controllerPorts;
  private final @Nullable Node[] nodes;
  private final Map<String, String> more;

  private EmbeddedKafka(Path folder, boolean temporary, int count) {
    this(folder, temporary, count, Map.of());
  }

  private EmbeddedKafka(Path folder, boolean temporary, int count, Map<String, String> more) {
    if (count < 1 || count > MAX_NODES) {
      throw new IllegalArgumentException("1 to %d nodes, not %d".formatted(MAX_NODES, count));
    }
    List<Integer> ports = LoopbackPorts.free(2 * count);
    this.folder = folder;
    this.temporary = temporary;
    this.brokerPorts = ports.subList(0, count);
    this.controllerPorts = ports.subList(count, 2 * count);
    this.nodes = new Node[count];
    this.more = Map.copyOf(more);
  }

  /** Starts one node with temporary data. */
  public static EmbeddedKafka temporary() {
    return temporary(1);
  }

  /** Starts {@code nodes} nodes with temporary data. */
  public static EmbeddedKafka temporary(int nodes) {
    return new EmbeddedKafka(Folders.temporary("ocr-kafka-"), true, nodes).startAll();
  }

  /**
   * Starts one node with temporary data.
   *
   * @param more broker settings that override those of all embedded nodes, for example for logins.
   *     The listeners are {@code BROKER} and {@code CONTROLLER}.
   */
  public static EmbeddedKafka temporary(Map<String, String> more) {
    return new EmbeddedKafka(Folders.temporary("ocr-kafka-"), true, 1, more).startAll();
  }

  /** Starts one node that keeps its data in {@code folder} and uses existing data. */
  public static EmbeddedKafka in(Path folder) {
    return in(folder, Map.of());
  }

  /**
   * Starts one node in {@code folder} with broker settings that override those of all embedded
   * nodes.
   */
  public static EmbeddedKafka in(Path folder, Map<String, String> more) {
    return new EmbeddedKafka(Folders.makePrivate(folder.toAbsolutePath()), false, 1, more)
        .startAll();
  }

  /** Returns the addresses of all nodes as {@code host:port}, separated by commas. */
  public String bootstrapServers() {
    return brokerPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** Restarts node {@code id}, from 1, on its ports and data; no effect while it runs. */
  public synchronized void startNode(int id) {
    if (nodes[id - 1] == null) {
      start(id);
    }
  }

  /** Stops node {@code id}, from 1, after it has moved its leaderships. */
  public synchronized void stopNode(int id) {
    stopNode(id, HANDOVER);
  }

  /** Stops node {@code id}, from 1, without moving leaderships; the others detect the failure. */
  public synchronized void dropNode(int id) {
    stopNode(id, Duration.ZERO);
  }

  /** Returns the folder of all nodes' data. */
  Path folder() {
    return folder;
  }

  /** Stops all nodes, and deletes temporary data. */
  @Override
  public synchronized void close() {
    // With several nodes, the last ones would wait for a lost quorum. A single node unregisters,
    // because otherwise the next start waits for the end of its session.
    Duration handover = nodes.length == 1 ? HANDOVER : Duration.ZERO;
    IntStream.rangeClosed(1, nodes.length).forEach(id -> stopNode(id, handover));
    if (temporary) {
      Folders.delete(folder);
    }
  }

  private EmbeddedKafka startAll() {
    try {
      // The nodes start in parallel, because one of several waits for the votes of the others.
      CompletableFuture.allOf(
              IntStream.rangeClosed(1, nodes.length)
                  .mapToObj(
                      id -> CompletableFuture.runAsync(() -> start(id), EmbeddedKafka::inThread))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
      first().createInternalTopics();
      return this;
    } catch (CompletionException e) {
      close();
      throw e;
    }
  }

  private Node first() {
    return Objects.requireNonNull(nodes[0]);
  }

  private static void inThread(Runnable start) {
    new Thread(start, "embedded-kafka-start").start();
  }

  private void start(int id) {
    KafkaConfig config = new KafkaConfig(properties(id), false);
    format(config);
    Node node = new Node(config);
    nodes[id - 1] = node;
    // The controller starts first, because the broker registers with it.
    node.controller.startup();
    node.broker.startup();
  }

  private void stopNode(int id, Duration handover) {
    Node node = nodes[id - 1];
    nodes[id - 1] = null;
    if (node != null) {
      node.broker.shutdown(handover);
      node.controller.shutdown();
    }
  }

  private void format(KafkaConfig config) {
    try {
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
          .setClusterId(CLUSTER_ID)
          .setNodeId(config.nodeId())
          .setDirectories(config.logDirs())
          .setMetadataLogDirectory(config.metadataLogDir())
          .setControllerListenerName("CONTROLLER")
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setFeatureLevel(ShareVersion.FEATURE_NAME, ShareVersion.LATEST_PRODUCTION.featureLevel())
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("the data folder cannot be used", e);
    }
  }

  private Map<String, String> properties(int id) {
    int replicas = Math.min(3, nodes.length);
    String inSync = Integer.toString(Math.min(2, replicas));
    Map<String, String> all = new HashMap<>(EmbeddedKafkaProperties.COMMON);
    all.put("node.id", Integer.toString(id));
    all.put("log.dirs", folder.resolve("node-" + id).toString());
    all.put(
        "listeners",
        "BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(brokerPorts.get(id - 1), controllerPorts.get(id - 1)));
    all.put("controller.quorum.voters", voters());
    for (String topic : EmbeddedKafkaProperties.REPLICATION_FACTORS) {
      all.put(topic, Integer.toString(replicas));
    }
    for (String topic : EmbeddedKafkaProperties.MINIMUM_IN_SYNC) {
      all.put(topic, inSync);
    }
    all.putAll(more);
    return all;
  }

  private String voters() {
    return IntStream.range(0, nodes.length)
        .mapToObj(i -> "%d@127.0.0.1:%d".formatted(i + 1, controllerPorts.get(i)))
        .collect(Collectors.joining(","));
  }

  /**
   * Starts the parts of {@code KafkaRaftServer}, which cannot stop its broker without moving
   * leaderships.
   */
  private static final class Node {
    final BrokerServer broker;
    final ControllerServer controller;

    Node(KafkaConfig config) {
      Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> initial =
          KafkaRaftServer.initializeLogDirs(config, LOG, "");
      MetaPropertiesEnsemble meta = initial._1();
      SharedServer shared =
          new SharedServer(
              config,
              meta,
              Time.SYSTEM,
              Server.initializeMetrics(config, Time.SYSTEM, CLUSTER_ID),
              CompletableFuture.completedFuture(
                  QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
              List.of(),
              new StandardFaultHandlerFactory(),
              ServerSocketFactory.INSTANCE);
      broker = new BrokerServer(shared);
      controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), initial._2());
    }

    /**
     * Requests the coordinators' topics early, as the broker does on first use. A share group
     * without them retries after two seconds, which would delay the first task.
     */
    void createInternalTopics() {
      var unused =
          broker
              .autoTopicCreationManager()
              .createTopics(
                  CollectionConverters.asScala(INTERNAL_TOPICS),
                  ControllerMutationQuota.UNBOUNDED_CONTROLLER_MUTATION_QUOTA,
                  Option.empty());
    }
  }
}
