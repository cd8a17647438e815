DROP TABLE allowances;
DROP TABLE fact_proposals;
DROP TABLE facts;
