//! Prints what the page shows before its program is there, as a template for each language.

use netprice_page::language::Language;
use netprice_page::text::more::MoreText;
use netprice_page::view::app::App;
use netprice_page::view::start::unopened;
use yew::LocalServerRenderer;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for language in Language::ALL {
        let renderer = LocalServerRenderer::<App>::with_props(unopened(language));
        let drawn = renderer.hydratable(false).render().await;
        let code = language.code();
        let loading = MoreText::Loading.say(language);
        let failed = MoreText::NotStarted.say(language);
        println!(
            "<template lang=\"{code}\">{drawn}<p class=\"starting\">{loading}</p><p class=\"starting\" role=\"alert\">{failed}</p></template>"
        );
    }
}
