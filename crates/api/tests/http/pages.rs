//! The pages are served by the binary itself, and name nothing that is elsewhere.

use crate::hall::Hall;

#[tokio::test]
async fn the_pages_are_there() {
    let hall = Hall::open().await;
    let described = hall.get("/openapi.json").await.json();
    assert!(described["paths"]["/v1/orders"]["post"].is_object());
    for page in ["/docs", "/errors"] {
        let answer = hall.get(page).await;
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
        let text = answer.text();
        assert!(!text.contains("http://") && !text.contains("https://"), "{page} is whole by itself");
    }
    assert!(hall.get("/errors").await.text().contains("id=\"BALANCE_TOO_LOW\""));
    hall.close().await;
}
