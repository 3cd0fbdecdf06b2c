//! Names of accelerators as providers and tools write them.

use netprice_catalog::Catalog;

/// The memory is that of `constraints.py` of gpuhunt: 80 GB for H100 and 94 for H100NVL, 24 for A10 and L4.
#[test]
fn a_card_is_found_by_any_of_its_names() {
    let catalog = Catalog::published().unwrap();
    let accelerators = catalog.accelerators().unwrap();
    let same = [
        ("H100", "h100"),
        ("H100", "NVIDIA H100 80GB HBM3"),
        ("H100", "nvidia-h100-80gb"),
        ("H100", "H100 80 GB"),
        ("H100 80GB", "H100"),
        ("H100 80GB Mega", "H100 80G"),
        ("H100 SXM", "H100-SXM5-80GB"),
        ("H100 PCI", "NVIDIA H100 PCI-E"),
        ("H100 PCIe", "h100_pcie"),
        ("H100 NVL", "H100 94GB"),
        ("A100 80GB SXM", "NVIDIA A100-SXM4-80GB"),
        ("A100 80GB", "A100 80GiB"),
        ("V100 SXM2", "Tesla V100-SXM2"),
        ("A10G", "NVIDIA A10G 24GB"),
        ("RTX A6000", "A6000"),
        ("RTX A6000", "NVIDIA RTX A6000 48GB"),
        ("RTX 4090", "GeForce RTX 4090"),
        ("RTX 6000 Ada", "RTX 6000 Ada"),
        ("RTX PRO 6000 Max-Q", "rtx-pro-6000-max-q"),
        ("MI300X", "AMD Instinct MI300X 192GB"),
        ("Radeon Pro V520", "AMD Radeon Pro V520"),
        ("Inferentia2", "inferentia2"),
        ("Trainium", "Trainium"),
    ];
    for (sold, asked) in same {
        assert!(accelerators.is_model(sold, asked), "{sold} for {asked}");
    }
    let other = [
        ("H100 PCIe", "H100 SXM"),
        ("H100", "H100 SXM"),
        ("H100 NVL", "H100 80GB"),
        ("H100", "H1"),
        ("H100", ""),
        ("H100 64GB", "H100 80GB"),
        ("H200", "H100"),
        ("GH200", "H200"),
        ("A100", "A10"),
        ("A10G", "A10"),
        ("A100 40GB", "A100 80GB"),
        // The memory is not known: there are cards of 40 and of 80 GB.
        ("A100", "A100 40GB"),
        ("V100S 32GB", "V100"),
        ("L40S", "L40"),
        ("RTX PRO 6000", "RTX 6000"),
        ("Quadro RTX 6000", "RTX 6000 Ada"),
        ("RTX 6000 Ada", "6000"),
        ("RTX 6000 Ada", "Quadro RTX 6000"),
        ("RTX A6000", "RTX 6000"),
        ("RTX PRO 6000 Max-Q", "RTX PRO 6000 Max Server"),
        ("Inferentia2", "Inferentia"),
    ];
    for (sold, asked) in other {
        assert!(!accelerators.is_model(sold, asked), "{sold} for {asked}");
    }
}
