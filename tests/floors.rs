//! Checks that the `use` lines of the code follow the layers in `floors.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use syn::{Attribute, Item, UseTree, Visibility};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct House {
    crates: Vec<Crate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Crate {
    name: String,
    source: PathBuf,
    /// The crates of the workspace that it may use.
    #[serde(default)]
    uses: Vec<String>,
    /// The crates of which it may use types and values only, and no other functions.
    #[serde(default)]
    types_only: Vec<String>,
    /// Files and folders that may not use each other.
    #[serde(default)]
    apart: Vec<String>,
    floors: Vec<Vec<String>>,
}

/// The module path of a file, such as `value/path`; empty for the root of a crate.
type Module = Vec<String>;

/// The files of a crate, and their dependencies.
struct Plan {
    uses: BTreeMap<Module, BTreeSet<Module>>,
    /// The names of other crates that the files use.
    crates: BTreeSet<String>,
    /// What each file uses of other crates.
    outside: Vec<(Module, Vec<String>)>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn house() -> House {
    let text = std::fs::read_to_string(root().join("tests/floors.toml")).expect("floors.toml");
    toml::from_str(&text).expect("floors.toml is a list of crates")
}

fn plan(one: &Crate) -> Plan {
    let source = root().join(&one.source);
    let files = walkdir::WalkDir::new(&source).sort_by_file_name();
    let files = files
        .into_iter()
        .map(|entry| entry.expect("a file").into_path());
    let files: BTreeMap<Module, PathBuf> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| (module(&source, &path), path))
        .collect();
    let modules: BTreeSet<Module> = files.keys().cloned().collect();
    let mut plan = Plan {
        uses: BTreeMap::new(),
        crates: BTreeSet::new(),
        outside: Vec::new(),
    };
    for (module, path) in &files {
        let text = std::fs::read_to_string(path).expect("a readable file");
        let parsed = syn::parse_file(&text).expect("a file that compiles");
        let mut paths = Vec::new();
        collect(&parsed.items, module, &mut paths);
        let used = paths.iter().filter_map(|path| {
            if let Some(first) = path.first().filter(|first| *first != "crate") {
                plan.crates.insert(first.clone());
                plan.outside.push((module.clone(), path.clone()));
                return None;
            }
            file_of(path.get(1..)?, &modules)
        });
        let used = used.filter(|used| used != module).collect();
        plan.uses.insert(module.clone(), used);
    }
    plan
}

fn module(source: &Path, path: &Path) -> Module {
    let inner = path.strip_prefix(source).expect("a file of the crate");
    let inner = inner.with_extension("");
    let parts = inner.iter().map(|part| part.to_string_lossy().into_owned());
    let parts: Module = parts.collect();
    match parts.as_slice() {
        [one] if one == "lib" => Vec::new(),
        _ => parts,
    }
}

/// Collects the paths that a file uses, starting with `crate` or the name of another crate. Tests and
/// public re-exports of child modules are skipped.
fn collect(items: &[Item], module: &Module, paths: &mut Vec<Vec<String>>) {
    for item in items {
        match item {
            Item::Use(one) if is_left_out(&one.attrs) => {}
            Item::Use(one) => {
                let mut found = Vec::new();
                flatten(&one.tree, &mut Vec::new(), &mut found);
                let found = found.into_iter().map(|path| absolute(path, module));
                let is_public = !matches!(one.vis, Visibility::Inherited);
                let own_child = |path: &Vec<String>| {
                    path.first().is_some_and(|first| first == "crate")
                        && path.get(1..).is_some_and(|rest| rest.starts_with(module))
                };
                paths.extend(found.filter(|path| !(is_public && own_child(path))));
            }
            Item::Mod(one) if !is_left_out(&one.attrs) => {
                if let Some((_, items)) = &one.content {
                    let mut inner = module.clone();
                    inner.push(one.ident.to_string());
                    collect(items, &inner, paths);
                }
            }
            _ => {}
        }
    }
}

/// Whether an item exists only for tests or documentation.
fn is_left_out(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let syn::Meta::List(list) = &attribute.meta else {
            return false;
        };
        let tokens = list.tokens.to_string();
        list.path.is_ident("cfg") && (tokens == "test" || tokens == "doc")
    })
}

fn flatten(tree: &UseTree, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, found);
            before.pop();
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                flatten(tree, before, found);
            }
        }
        UseTree::Name(name) => found.push(with(before, name.ident.to_string())),
        UseTree::Rename(rename) => found.push(with(before, rename.ident.to_string())),
        UseTree::Glob(_) => found.push(before.clone()),
    }
}

fn with(before: &[String], name: String) -> Vec<String> {
    let mut path = before.to_vec();
    path.push(name);
    path
}

/// Resolves `self` and `super` in a path; other paths are returned unchanged.
fn absolute(path: Vec<String>, module: &Module) -> Vec<String> {
    let mut base = module.clone();
    let mut rest = path.as_slice();
    let mut is_relative = false;
    while let [first, after @ ..] = rest {
        match first.as_str() {
            "self" => {}
            "super" => {
                base.pop();
            }
            _ => break,
        }
        is_relative = true;
        rest = after;
    }
    if !is_relative {
        return path;
    }
    let crate_root = std::iter::once("crate".to_owned());
    crate_root.chain(base).chain(rest.iter().cloned()).collect()
}

/// Returns the file that a path refers to: its longest prefix that is a file.
fn file_of(path: &[String], modules: &BTreeSet<Module>) -> Option<Module> {
    let mut lengths = (0..=path.len()).rev();
    lengths.find_map(|length| modules.get(&path[..length]).cloned())
}

/// Returns the length of a name in segments, if it is the name of the file or of a folder around it.
fn length_within(name: &str, module: &Module) -> Option<usize> {
    let parts: Vec<&str> = name.split('/').collect();
    let start = module.iter().map(String::as_str).take(parts.len());
    start.eq(parts.iter().copied()).then_some(parts.len())
}

/// Returns the floor of a file: the one with the longest name of the file or of a folder around it.
fn floor(one: &Crate, module: &Module) -> Option<usize> {
    let floors = one.floors.iter().enumerate();
    let lengths = floors.filter_map(|(floor, names)| {
        let named = names.iter().filter_map(|name| length_within(name, module));
        Some((named.max()?, floor))
    });
    lengths.max().map(|(_, floor)| floor)
}

fn shown(module: &Module) -> String {
    if module.is_empty() {
        "lib".to_owned()
    } else {
        module.join("/")
    }
}

/// Finds dependency cycles by a depth-first search that visits each file once.
fn circles(plan: &Plan) -> Vec<String> {
    fn visit<'a>(
        plan: &'a Plan,
        module: &'a Module,
        way: &mut Vec<&'a Module>,
        done: &mut BTreeSet<&'a Module>,
        circles: &mut Vec<String>,
    ) {
        if let Some(start) = way.iter().position(|one| *one == module) {
            let circle = way[start..].iter().chain([&module]);
            let circle: Vec<String> = circle.map(|module| shown(module)).collect();
            circles.push(circle.join(" → "));
            return;
        }
        if done.insert(module) {
            way.push(module);
            for used in &plan.uses[module] {
                visit(plan, used, way, done, circles);
            }
            way.pop();
        }
    }
    let (mut done, mut circles) = (BTreeSet::new(), Vec::new());
    for module in plan.uses.keys() {
        visit(plan, module, &mut Vec::new(), &mut done, &mut circles);
    }
    circles
}

#[test]
fn every_file_stands_on_a_floor_and_uses_no_file_above_it() {
    let mut wrong = Vec::new();
    for one in &house().crates {
        let plan = plan(one);
        for (module, used) in plan.uses.iter().filter(|(module, _)| !module.is_empty()) {
            let Some(own) = floor(one, module) else {
                wrong.push(format!("{}: {} has no floor", one.name, shown(module)));
                continue;
            };
            let above = used
                .iter()
                .filter(|used| floor(one, used).is_none_or(|floor| floor > own));
            wrong.extend(above.map(|used| {
                format!(
                    "{}: {} uses {} above it",
                    one.name,
                    shown(module),
                    shown(used)
                )
            }));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_stands_apart_uses_none_of_each_other() {
    let mut wrong = Vec::new();
    for one in &house().crates {
        let part = |module: &Module| {
            let mut names = one.apart.iter();
            names.find(|name| length_within(name, module).is_some())
        };
        for (module, used) in plan(one).uses {
            let Some(own) = part(&module) else { continue };
            let others = used
                .iter()
                .filter(|used| part(used).is_some_and(|other| other != own));
            wrong.extend(
                others.map(|used| format!("{}: {} uses {}", one.name, shown(&module), shown(used))),
            );
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn files_use_each_other_in_no_circle() {
    let house = house();
    let circles = house.crates.iter().flat_map(|one| {
        let circles = circles(&plan(one)).into_iter();
        circles.map(|circle| format!("{}: {circle}", one.name))
    });
    let circles: Vec<String> = circles.collect();
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}

#[test]
fn crates_use_only_the_crates_below_them() {
    let house = house();
    let names: BTreeSet<&str> = house.crates.iter().map(|one| one.name.as_str()).collect();
    let mut below: BTreeSet<&str> = BTreeSet::new();
    let mut wrong = Vec::new();
    for one in &house.crates {
        for named in &one.uses {
            if !below.contains(named.as_str()) {
                wrong.push(format!("{}: {named} is not below it", one.name));
            }
        }
        let used = plan(one).crates;
        let used = used.iter().filter(|used| names.contains(used.as_str()));
        let unsaid = used.filter(|used| **used != one.name && !one.uses.contains(used));
        wrong.extend(unsaid.map(|used| format!("{}: uses {used} unsaid", one.name)));
        below.insert(&one.name);
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A type starts with a capital letter; functions of values, such as printing, are allowed too.
#[test]
fn the_page_uses_no_functions_of_the_calculator() {
    let is_type = |path: &[String]| {
        let name = path.last().and_then(|name| name.chars().next());
        name.is_some_and(char::is_uppercase)
    };
    let is_value = |path: &[String]| path.get(1).is_some_and(|module| module == "value");
    let mut wrong = Vec::new();
    for one in &house().crates {
        let outside = plan(one).outside.into_iter();
        let limited = outside.filter(|(_, path)| {
            path.first()
                .is_some_and(|name| one.types_only.contains(name))
        });
        let functions = limited.filter(|(_, path)| !is_type(path) && !is_value(path));
        wrong.extend(functions.map(|(module, path)| {
            format!("{}: {} uses {}", one.name, shown(&module), path.join("::"))
        }));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
