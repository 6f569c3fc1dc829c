import Fleet

extension TableSpecification {
  static let marketPrices = TableSpecification(
    "market-prices", singular: "market-price", required: false, key: [],
    meaning: """
      What the market asks for a GPU-hour, for a plan to hold the price of its leases against. No plan counts on it.
      """,
    columns: [
      Column("gpu_class", .reference("gpu-class"), .required, "the class of a price"),
      Column("provider", .text, .required, "the provider of a price"),
      Column("purchase_mode", .text, .blank("not stated"), "how GPUs are bought at a price"),
      Column("term", .text, .blank("not stated"), "for how long a price holds"),
      Column("observed_on", .text, .blank("not stated"), "when a price was seen"),
      Column(
        "low_usd_per_gpu_h", .number(.dollarsPerGPUHour, .positive), .required, "the least of a price",
        plausible: 0.05...100),
      Column(
        "high_usd_per_gpu_h", .number(.dollarsPerGPUHour, .positive), .required, "the most of a price",
        plausible: 0.05...100),
    ])
}

extension CaseBuilder {
  /// In the order of the file, which is nobody's preference.
  func marketPrices() -> [MarketPrice] {
    (tables["market-prices"]?.records ?? []).compactMap { row in
      guard row.isSound, let gpuClass: Ref<GPUClass> = ref(row, "gpu_class"), let low = row.number("low_usd_per_gpu_h"),
        let high = row.number("high_usd_per_gpu_h")
      else { return nil }
      if high < low {
        row.report(
          "high_usd_per_gpu_h", "the most of a price is its least (\(low.shortest)) or more",
          "Check whether the two are exchanged.")
      }
      return MarketPrice(
        gpuClass: gpuClass, provider: row.text("provider") ?? "", purchaseMode: row.text("purchase_mode") ?? "",
        term: row.text("term") ?? "", observedOn: row.text("observed_on") ?? "", low: low, high: high)
    }
  }
}
