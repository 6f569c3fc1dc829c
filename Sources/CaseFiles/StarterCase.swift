/// The case that `tenure init` writes: small, commented, and sound as it stands.
///
/// It stands alone: the rows of the shipped catalogue that it uses are copied into its own tables.
public enum StarterCase {
  /// Names and contents of its files.
  public static var files: [(name: String, bytes: [UInt8])] {
    [
      ("README.md", PackageResources.README_md), ("case.yaml", PackageResources.case_yaml),
      ("sites.csv", PackageResources.sites_csv), ("gpu-classes.csv", PackageResources.gpu_classes_csv),
      ("leases.csv", PackageResources.leases_csv), ("tranches.csv", PackageResources.tranches_csv),
      ("tenants.csv", PackageResources.tenants_csv), ("workloads.csv", PackageResources.workloads_csv),
      ("demand.csv", PackageResources.demand_csv), ("load-curves.csv", PackageResources.load_curves_csv),
      ("measurements.csv", PackageResources.measurements_csv), ("reclaim.csv", PackageResources.reclaim_csv),
    ]
  }
}
