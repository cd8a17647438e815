DROP TABLE deliveries;
DROP TABLE push_subscriptions;
DROP TABLE notifications;
