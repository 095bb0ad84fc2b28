/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.topology.progress;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts the transactions that dead processors left open. Other processors cannot read the offsets
 * of a partition before its open transaction has ended. Brokers abort it only after its timeout, at
 * the next of their checks, which are ten seconds apart by default.
 *
 * <p>A processor is dead if it is not a member of the group. Kafka Streams puts the id of a process
 * into the names of its transactions and into the client ids of its members. A transaction of a
 * member is never aborted.
 *
 * <p><b>Threading:</b> one thread. <b>Fails:</b> if the brokers do not answer or refuse. The
 * transaction then ends by its timeout.
 */
public final class OpenTransactions {
  private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);
  private static final String PROCESS = "-(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})-";

  private final Admin admin;
  private final String applicationId;

  /**
   * Creates an object that looks for transactions of one application.
   *
   * @param applicationId the full application id, with the installation's prefix
   */
  public OpenTransactions(Admin admin, String applicationId) {
    this.admin = admin;
    this.applicationId = applicationId;
  }

  /** Aborts the open transactions of processors that are not members of the group. */
  public void abortOfDead() throws InterruptedException, ExecutionException {
    List<String> open = open();
    if (open.isEmpty()) {
      return;
    }
    Collection<MemberDescription> members =
        admin.describeConsumerGroups(List.of(applicationId)).all().get().values().stream()
            .flatMap(group -> group.members().stream())
            .toList();
    List<String> dead =
        ofDead(applicationId, open, members.stream().map(MemberDescription::clientId).toList());
    if (!dead.isEmpty()) {
      admin.fenceProducers(dead).all().get();
      LOG.info("Aborted the open transactions of processors that ended: {}", dead.size());
    }
  }

  private List<String> open() throws InterruptedException, ExecutionException {
    return admin
        .listTransactions(
            new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
        .all()
        .get()
        .stream()
        .map(TransactionListing::transactionalId)
        .toList();
  }

  /**
   * Returns the transactions of this application whose processor is not among the members; none if
   * there is no member or a member's process is unknown.
   */
  static List<String> ofDead(
      String applicationId, List<String> transactions, List<String> clientIds) {
    String application = Pattern.quote(applicationId);
    Pattern transaction = Pattern.compile(application + PROCESS + "\\d+");
    Pattern member = Pattern.compile(application + PROCESS + "StreamThread-\\d+-consumer");
    List<Optional<String>> alive = clientIds.stream().map(id -> process(member, id)).toList();
    if (alive.isEmpty() || alive.stream().anyMatch(Optional::isEmpty)) {
      return List.of();
    }
    return transactions.stream()
        .filter(
            id -> process(transaction, id).filter(p -> !alive.contains(Optional.of(p))).isPresent())
        .toList();
  }

  private static Optional<String> process(Pattern pattern, String id) {
    Matcher matcher = pattern.matcher(id);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
