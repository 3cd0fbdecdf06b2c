//! Prints what the page shows before its program is there, as a template for each language.

use netprice_catalog::{Catalog, CatalogError};
use netprice_page::app::page::App;
use netprice_page::app::start::unopened;
use netprice_page::kit::words::KitText;
use netprice_page::language::Language;
use yew::LocalServerRenderer;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), CatalogError> {
    let catalog = Catalog::published()?;
    for language in Language::ALL {
        let props = unopened(language, catalog.clone());
        let renderer = LocalServerRenderer::<App>::with_props(props);
        let drawn = renderer.hydratable(false).render().await;
        let code = language.code();
        let loading = language.say(&KitText::Loading);
        let failed = language.say(&KitText::NotStarted);
        println!(
            "<template lang=\"{code}\">{drawn}<p class=\"starting\">{loading}</p><p class=\"starting\" role=\"alert\">{failed}</p></template>"
        );
    }
    Ok(())
}
