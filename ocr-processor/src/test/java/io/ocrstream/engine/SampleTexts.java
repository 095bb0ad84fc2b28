/* SPDX-License-Identifier: Apache-2.0 */
package io.ocrstream.engine;

import java.util.List;

/**
 * The texts of the project's sample documents, line by line. They were written for this project.
 */
public final class SampleTexts {
  public static final List<String> ENGLISH =
      List.of(
          "The harbour office",
          "",
          "Every morning the clerk of the harbour office opens",
          "the shutters and counts the boats that came in with",
          "the tide. He writes their names into a large book,",
          "with the hour and the colour of the sail.",
          "",
          "On the 14th of March there were 27 boats, more than",
          "in any other week of that year. Nobody knew why, and",
          "the clerk did not ask: he only bought a second pen.");

  public static final List<String> PORTUGUESE =
      List.of(
          "A padaria da esquina",
          "",
          "Às seis da manhã a padaria já está cheia. O João leva",
          "quatro pães, a vizinha pergunta pelo bolo de maçã e o",
          "cão espera à porta, como sempre.",
          "",
          "Não há pressa nesta rua. Quem chega cedo conversa,",
          "quem chega tarde fica sem pão, e amanhã será igual:",
          "o coração da aldeia bate ao ritmo do forno.");

  public static final List<String> SPANISH =
      List.of(
          "El faro del norte",
          "",
          "Cuando cae la niebla, el farero enciende la lámpara y",
          "espera. Desde la ventana sólo ve el color gris del mar",
          "y, algún día de invierno, la sombra de un barco.",
          "",
          "Hace veinte años que vive allí con dos gatos y una",
          "radio pequeña. Dice que no está solo: todas las noches",
          "le contesta el viento.");

  public static final List<String> FRENCH =
      List.of(
          "Le jardin derrière l'école",
          "",
          "Derrière l'école, les élèves ont semé des haricots, des",
          "tomates et quelques fleurs. Le maître a dessiné un plan",
          "et chacun arrose à son tour, même pendant la pluie.",
          "",
          "À la fin de juin, la récolte est prête. On la partage",
          "dans la cour, et le plus petit reçoit la plus grosse",
          "tomate.");

  static final List<String> RECEIPT =
      List.of(
          "CORNER GROCERY",
          "12 Mill Lane",
          "",
          "Bread          2.40",
          "Butter         3.20",
          "Apples 1 kg    2.95",
          "Coffee         6.50",
          "",
          "TOTAL         15.05",
          "Thank you!");

  static final List<List<String>> LETTER =
      List.of(
          List.of(
              "First page",
              "",
              "Dear friend, the parcel arrived on Monday, dry and",
              "complete. The blue cup is already on my table."),
          List.of(
              "Second page",
              "",
              "The garden gate is still broken. The carpenter says",
              "that he will come before the summer, as last year."),
          List.of(
              "Third page",
              "",
              "Write soon and tell me about the mountains. I am",
              "saving the best apples for your visit."));

  private SampleTexts() {}
}
