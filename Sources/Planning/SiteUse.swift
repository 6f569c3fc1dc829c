import Fleet

extension Model {
  /// What a site uses of one of its limits, kW.
  func use(of limit: SiteLimit, at site: Ref<Site>, _ node: Node, _ decisions: Decisions) -> Terms {
    switch limit {
    case .power:
      self.case[site].powerBasis == .utility
        ? facilityDraw(of: site, at: node, decisions) : draw(site, at: node, decisions)
    case .air: draw(site, at: node, decisions) { $0.share(of: .air) }
    case .liquid: draw(site, at: node, decisions) { $0.share(of: .liquid) }
    }
  }

  /// What a site has of a limit at a node in kW: its own, its steps and modules, less what is held back or out; nil for no
  /// limit.
  func limit(_ limit: SiteLimit, of site: Ref<Site>, at node: Node, _ decisions: Decisions) -> Amount? {
    self.case.limit(limit, of: site, at: node).map { own in
      let kept = limit == .power ? 1 - self.case[site].redundancyShare[node.period] : 1
      let share = kept * (self.case.outageShare(limit, of: site, at: node) ?? 1)
      var amount = Amount(constant: own)
      amount.terms = decisions.added(to: site, at: node, self) { $0.adds(to: limit) }
      var left = Amount()
      left.add(amount, times: share)
      return left
    }
  }
}

extension Draft {
  /// use <= limit, kW; nothing where nothing can be used, or where there is no limit.
  mutating func limit(
    _ family: String, _ limit: SiteLimit, of site: Ref<Site>, _ key: Key, at node: Node, _ decisions: Decisions,
    _ model: Model
  ) {
    let use = model.use(of: limit, at: site, node, decisions)
    guard use.contains(where: { $0.coefficient > 0 }),
      let most = model.limit(limit, of: site, at: node, decisions)
    else { return }
    row(family, key, use, upper: most.constant, limitTerms: most.terms, isGiven: true)
  }
}

extension Subject.Part {
  init(_ limit: SiteLimit) {
    self =
      switch limit {
      case .power: .power
      case .air: .air
      case .liquid: .liquid
      }
  }
}
