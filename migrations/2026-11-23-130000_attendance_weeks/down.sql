DROP TABLE attendance_weeks;
